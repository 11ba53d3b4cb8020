namespace Coxswain.Engine.Sql;

/// <summary>What ClickHouse's lexer would call a piece of SQL, as far as the engine must tell pieces apart.</summary>
internal enum TokenKind
{
    End,
    Word,
    QuotedIdentifier,
    Text,
    Number,
    Symbol,
}
