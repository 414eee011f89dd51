"""What departments copied from one another（跨部门比对）: candidates by MinHash, decided by ACR04, told beside them."""
