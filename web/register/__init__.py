"""The register of findings and improvement actions across exercises, as people work on it."""
