namespace Coxswain.Engine.Sql;

/// <summary>
/// Splits SQL into tokens the way ClickHouse's own lexer does (https://github.com/ClickHouse/ClickHouse/blob/master/src/Parsers/Lexer.cpp):
/// comments and white space skipped, strings, quoted identifiers and heredocs whole. Works on bytes, because insert data may follow.
/// </summary>
internal ref struct SqlLexer(ReadOnlySpan<byte> sql)
{
    private readonly ReadOnlySpan<byte> _sql = sql;

    internal TokenKind Kind { get; private set; }

    internal int Start { get; private set; }

    internal int End { get; private set; }

    /// <summary>Open parentheses and brackets around the token.</summary>
    internal int Depth { get; private set; }

    internal readonly ReadOnlySpan<byte> Token => _sql[Start..End];

    internal readonly bool IsWord(ReadOnlySpan<byte> upperCase)
    {
        if (Kind != TokenKind.Word || Token.Length != upperCase.Length)
        {
            return false;
        }

        return System.Text.Ascii.EqualsIgnoreCase(Token, upperCase);
    }

    internal readonly bool IsSymbol(byte symbol) => Kind == TokenKind.Symbol && _sql[Start] == symbol;

    internal bool MoveNext()
    {
        if (Kind == TokenKind.Symbol && End > Start && _sql[Start] is (byte)'(' or (byte)'[' or (byte)'{')
        {
            Depth++;
        }

        Start = SkipBlanks(End);
        if (Start >= _sql.Length)
        {
            (Kind, End) = (TokenKind.End, Start);
            return false;
        }

        (Kind, End) = ReadToken(Start);
        if (Kind == TokenKind.Symbol && _sql[Start] is (byte)')' or (byte)']' or (byte)'}')
        {
            Depth = Math.Max(0, Depth - 1);
        }

        return true;
    }

    private readonly (TokenKind Kind, int End) ReadToken(int at)
    {
        var first = _sql[at];
        switch (first)
        {
            case (byte)'\'':
                return (TokenKind.Text, SkipQuoted(at, first));
            case (byte)'"' or (byte)'`':
                return (TokenKind.QuotedIdentifier, SkipQuoted(at, first));
            case (byte)'$':
                var heredoc = SkipHeredoc(at);
                return heredoc > at ? (TokenKind.Text, heredoc) : (TokenKind.Word, SkipWord(at + 1));
            case 0xE2 when TypographicQuote(at) is { } close:
                var end = _sql[(at + 3)..].IndexOf(close);
                return (close[2] == 0x99 ? TokenKind.Text : TokenKind.QuotedIdentifier, end < 0 ? _sql.Length : at + 3 + end + 3);
        }

        if (IsWordByte(first))
        {
            var end = SkipWord(at);
            return (first is >= (byte)'0' and <= (byte)'9' ? TokenKind.Number : TokenKind.Word, end);
        }

        return (TokenKind.Symbol, at + 1);
    }

    private readonly byte[]? TypographicQuote(int at) =>
        at + 2 >= _sql.Length || _sql[at + 1] != 0x80 ? null
        : _sql[at + 2] == 0x98 ? [0xE2, 0x80, 0x99]
        : _sql[at + 2] == 0x9C ? [0xE2, 0x80, 0x9D]
        : null;

    private readonly int SkipBlanks(int at)
    {
        while (at < _sql.Length)
        {
            var rest = _sql[at..];
            if (rest[0] is <= (byte)' ')
            {
                at++;
            }
            else if (rest.StartsWith("--"u8) || rest.StartsWith("#!"u8) || rest.StartsWith("# "u8))
            {
                var end = rest.IndexOf((byte)'\n');
                at = end < 0 ? _sql.Length : at + end + 1;
            }
            else if (rest.StartsWith("/*"u8))
            {
                var end = rest[2..].IndexOf("*/"u8);
                at = end < 0 ? _sql.Length : at + end + 4;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private readonly int SkipQuoted(int at, byte quote)
    {
        for (var i = at + 1; i < _sql.Length; i++)
        {
            if (_sql[i] == '\\')
            {
                i++;
            }
            else if (_sql[i] == quote)
            {
                if (i + 1 < _sql.Length && _sql[i + 1] == quote)
                {
                    i++;
                    continue;
                }

                return i + 1;
            }
        }

        return _sql.Length;
    }

    private readonly int SkipHeredoc(int at)
    {
        var tagEnd = at + 1;
        while (tagEnd < _sql.Length && IsWordByte(_sql[tagEnd]))
        {
            tagEnd++;
        }

        if (tagEnd >= _sql.Length || _sql[tagEnd] != '$')
        {
            return at;
        }

        var tag = _sql[at..(tagEnd + 1)];
        var close = _sql[(tagEnd + 1)..].IndexOf(tag);
        return close < 0 ? at : tagEnd + 1 + close + tag.Length;
    }

    private readonly int SkipWord(int at)
    {
        while (at < _sql.Length && (IsWordByte(_sql[at]) || _sql[at] == '$'))
        {
            at++;
        }

        return at;
    }

    private static bool IsWordByte(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == '_';
}
