"""Group programmes: sessions week by week, enrolments of cases, attendance, completion."""
