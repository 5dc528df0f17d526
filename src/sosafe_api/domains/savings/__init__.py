"""Predicted savings: what services spare others, by unit costs, in the prices of one year, payer by payer."""
