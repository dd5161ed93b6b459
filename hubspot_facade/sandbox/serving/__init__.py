"""How requests reach the sandbox and how answers leave it. What is answered is up to the services."""
