"""A form as a plain Thai table (เลขข้อ, ข้อความ, ชนิดคำตอบ …), for authors who do not know XLSForm: made into one."""
