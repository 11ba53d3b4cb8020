using System.Text;

namespace Coxswain.Engine.Sql;

/// <summary>What the engine must know of a statement before running it, read from its tokens; ClickHouse still parses it.</summary>
internal sealed record Statement
{
    internal StatementKind Kind { get; private set; } = StatementKind.Empty;

    /// <summary>The FORMAT clause's name; null where there is none. For an insert, "Values" where VALUES stands.</summary>
    internal string? Format { get; private set; }

    /// <summary>Bytes before the FORMAT clause, or before a trailing semicolon: where a clause may be put in.</summary>
    internal int HeadLength { get; private set; }

    /// <summary>Bytes of the statement itself; in an insert its data begin here.</summary>
    internal int Length { get; private set; }

    internal bool ReadsOrWritesFile { get; private set; }

    /// <summary>Another statement follows a semicolon.</summary>
    internal bool HasMore { get; private set; }

    /// <summary>INSERT … SELECT … FROM input(): data follow a command.</summary>
    internal bool ReadsInput { get; private set; }

    internal static Statement Read(ReadOnlySpan<byte> sql)
    {
        var lexer = new SqlLexer(sql);
        var statement = new Statement();
        if (!lexer.MoveNext())
        {
            return statement;
        }

        while (lexer.IsSymbol((byte)';') && lexer.MoveNext())
        {
        }

        if (lexer.IsWord("INSERT"u8))
        {
            statement.ReadInsert(sql, ref lexer);
        }
        else if (lexer.Kind != TokenKind.End)
        {
            statement.ReadOther(ref lexer);
        }

        return statement;
    }

    private void ReadOther(ref SqlLexer lexer)
    {
        var selects = lexer.IsWord("SELECT"u8) || lexer.IsWord("WITH"u8) || lexer.IsWord("FROM"u8) || lexer.IsSymbol((byte)'(');
        Kind = selects ? StatementKind.Select : StatementKind.Command;
        var afterInto = false;
        do
        {
            if (lexer.Depth == 0 && lexer.IsSymbol((byte)';'))
            {
                HasMore = SkipSemicolons(ref lexer);
                return;
            }

            if (lexer.Depth == 0 && lexer.IsWord("INSERT"u8))
            {
                Kind = StatementKind.Command;
            }

            ReadsOrWritesFile |= (afterInto && lexer.IsWord("OUTFILE"u8)) || lexer.IsWord("INFILE"u8);
            afterInto = lexer.IsWord("INTO"u8);
            if (lexer.Depth == 0 && lexer.IsWord("FORMAT"u8) && TryReadFormat(lexer))
            {
                continue;
            }

            if (Format is null)
            {
                HeadLength = lexer.End;
            }

            Length = lexer.End;
        }
        while (lexer.MoveNext());
    }

    /// <summary>FORMAT is a clause only where a name follows and then nothing, or SETTINGS; else it is a column of that name.</summary>
    private bool TryReadFormat(SqlLexer lexer)
    {
        var start = lexer.Start;
        if (!lexer.MoveNext() || lexer.Kind != TokenKind.Word)
        {
            return false;
        }

        var name = Encoding.ASCII.GetString(lexer.Token);
        var end = lexer.End;
        if (lexer.MoveNext() && !lexer.IsSymbol((byte)';') && !lexer.IsWord("SETTINGS"u8))
        {
            return false;
        }

        (Format, HeadLength, Length) = (name, start, end);
        return true;
    }

    private static bool SkipSemicolons(ref SqlLexer lexer)
    {
        while (lexer.MoveNext())
        {
            if (!lexer.IsSymbol((byte)';'))
            {
                return true;
            }
        }

        return false;
    }

    private void ReadInsert(ReadOnlySpan<byte> sql, ref SqlLexer lexer)
    {
        Kind = StatementKind.InsertRows;
        Length = HeadLength = lexer.End;
        SkipTarget(ref lexer);
        var opened = false;
        while (lexer.MoveNext())
        {
            var selects = lexer.IsWord("SELECT"u8) || lexer.IsWord("WITH"u8);
            if (selects && (lexer.Depth == 0 || (lexer.Depth == 1 && opened)))
            {
                Kind = StatementKind.Command;
                ReadInsertSelect(ref lexer);
                return;
            }

            ReadsOrWritesFile |= lexer.IsWord("INFILE"u8);
            if (lexer.Depth == 0 && lexer.IsWord("VALUES"u8))
            {
                (Format, Length) = ("Values", lexer.End);
                return;
            }

            if (lexer.Depth == 0 && lexer.IsWord("FORMAT"u8) && lexer.MoveNext())
            {
                Format = Encoding.ASCII.GetString(lexer.Token);
                Length = SkipToData(sql, lexer.End);
                return;
            }

            if (lexer.Depth == 0 && lexer.IsSymbol((byte)';'))
            {
                HasMore = SkipSemicolons(ref lexer);
                return;
            }

            opened = lexer.IsSymbol((byte)'(');
            Length = HeadLength = lexer.End;
        }
    }

    /// <summary>Steps over INTO, TABLE, FUNCTION and the table's name, which may itself be called "format" or "values".</summary>
    private void SkipTarget(ref SqlLexer lexer)
    {
        while (lexer.MoveNext())
        {
            Length = HeadLength = lexer.End;
            if (!lexer.IsWord("INTO"u8) && !lexer.IsWord("TABLE"u8) && !lexer.IsWord("FUNCTION"u8))
            {
                break;
            }
        }

        var peek = lexer;
        while (peek.MoveNext() && peek.IsSymbol((byte)'.') && peek.MoveNext())
        {
            lexer = peek;
            Length = HeadLength = lexer.End;
        }
    }

    private void ReadInsertSelect(ref SqlLexer lexer)
    {
        var afterInput = false;
        do
        {
            ReadsOrWritesFile |= lexer.IsWord("INFILE"u8) || lexer.IsWord("OUTFILE"u8);
            ReadsInput |= afterInput && lexer.IsSymbol((byte)'(');
            afterInput = lexer.IsWord("INPUT"u8);
            if (lexer.Depth == 0 && lexer.IsSymbol((byte)';'))
            {
                HasMore = SkipSemicolons(ref lexer);
                return;
            }

            Length = HeadLength = lexer.End;
        }
        while (lexer.MoveNext());
    }

    private static int SkipToData(ReadOnlySpan<byte> sql, int at)
    {
        while (at < sql.Length && sql[at] is (byte)' ' or (byte)'\t' or (byte)'\f')
        {
            at++;
        }

        if (at < sql.Length && sql[at] == '\r')
        {
            at++;
        }

        return at < sql.Length && sql[at] == '\n' ? at + 1 : at;
    }
}
