"""What is kept: tables behind small repositories, plain records in and out. The only place that knows SQLAlchemy."""
