"""The service that reads the ledger as of a day, has it assessed, and hands it on in any form asked for."""
