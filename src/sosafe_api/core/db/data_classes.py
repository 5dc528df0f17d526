"""The check that every column of every table says who may see it."""

from sqlalchemy import MetaData

from sosafe_api.core.db.columns import DataClass


def undeclared_columns(metadata: MetaData) -> list[str]:
    """Columns, as `table.column`, that declare no data class or one that does not exist."""
    known = {data_class.value for data_class in DataClass}
    return sorted(
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.info.get("data_class") not in known
    )
