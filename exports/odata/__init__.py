"""OData 4.0 as Excel and Power BI read it: what there is, how it is described, what may be asked."""
