"""What views are made of: findings, sums, series, pictures, tables of reports, as values that templates lay out."""
