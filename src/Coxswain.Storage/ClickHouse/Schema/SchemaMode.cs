namespace Coxswain.Storage.ClickHouse.Schema;

public enum SchemaMode
{
    /// <summary>Raw and typed tables are there and written.</summary>
    Complete,

    /// <summary>Tables are read as they are; typed tables are missing or may not be made. Nothing can be written.</summary>
    ReadOnly,
}
