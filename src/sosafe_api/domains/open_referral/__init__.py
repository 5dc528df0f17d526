"""Services as Open Referral UK knows them: the Human Services Data Specification 3 with the UK application profile."""
