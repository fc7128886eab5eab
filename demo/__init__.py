"""What does a newcomer see on the first day? A province at work.

province.xlsx holds it, in the sheets `flask people import` reads. The offices stand on the real reporting chain: Tak,
with what is above and below its provincial education office, and as much of Lamphun and Lampang as the forms of those
provinces need. Codes are stable. An office may report to two: its provincial office, then its own commission.

The people are invented, and their names say so (สมมติ, ตัวอย่าง, ทดสอบ, สาธิต): one officer in every office that
reports, coordinators and supervisors where reports are gathered, two heads, one admin. The workbook is the source;
change it in Excel. Reading it in, opening a round and printing invitations are left to whoever starts the program.
"""
