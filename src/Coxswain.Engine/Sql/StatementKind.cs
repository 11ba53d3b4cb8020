namespace Coxswain.Engine.Sql;

/// <summary>How a statement has to be run.</summary>
internal enum StatementKind
{
    /// <summary>Nothing but blanks and comments.</summary>
    Empty,

    /// <summary>Rows come out, as many as there are.</summary>
    Select,

    /// <summary>Rows go in from the text after the statement and the request body.</summary>
    InsertRows,

    /// <summary>Everything else: DDL, INSERT … SELECT, SHOW, SYSTEM.</summary>
    Command,
}
