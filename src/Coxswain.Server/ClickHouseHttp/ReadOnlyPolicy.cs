using System.Collections.Frozen;
using System.Text;
using Coxswain.Engine.Sql;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>
/// Decides whether a query may pass. ClickHouse itself keeps writes and settings out (<c>readonly=1</c>); this keeps out what readonly
/// lets through: functions and table functions that read files or reach the network. A function may be passed by its bare name
/// (<c>arrayMap(file, …)</c>, <c>APPLY(file)</c>), so such a name is refused wherever it is not a qualified column or an alias.
/// </summary>
internal sealed class ReadOnlyPolicy(IEnumerable<string> tableFunctions)
{
    /// <summary>Table functions that compute or read tables of the store. Every other one the store knows is refused.</summary>
    private static readonly string[] HarmlessTableFunctions =
    [
        "dictionary", "format", "generate_series", "generaterandom", "generateseries", "loop", "merge", "mergetreeindex", "mergetreeprojection", "null", "numbers",
        "numbers_mt", "primes", "sqlstandardvalues", "values", "view", "viewexplain", "viewifpermitted", "zeros", "zeros_mt",
    ];

    private static readonly FrozenSet<string> HarmfulFunctions = new[]
    {
        "file", "aiclassify", "aiembed", "aiextract", "aigenerate", "aigeneratecontent", "aitranslate", "catboostevaluate", "reversednsquery", "getserversetting",
        "getmacro", "addresstoline", "addresstolinewithinlines", "addresstosymbol", "showcertificate", "logtrace", "generateserialid", "getclienthttpheader",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words that may follow a column.</summary>
    private static readonly FrozenSet<string> AfterColumn = new[]
    {
        "FROM", "AS", "AND", "OR", "IN", "IS", "NOT", "LIKE", "ILIKE", "BETWEEN", "ASC", "DESC", "WHERE", "PREWHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "THEN", "ELSE", "END", "FORMAT",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> FirstWords =
        new[] { "SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXISTS", "EXPLAIN", "FROM" }.ToFrozenSet(StringComparer.Ordinal);

    private readonly FrozenSet<string> _harmfulTableFunctions =
        tableFunctions.Select(static name => name.ToLowerInvariant()).Except(HarmlessTableFunctions).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="parameters">Values of the query's parameters; one may stand for an identifier.</param>
    /// <returns>Null when the query may pass.</returns>
    internal QueryRefusal? Refuse(ReadOnlySpan<byte> sql, IEnumerable<string> parameters)
    {
        var lexer = new SqlLexer(sql);
        if (!lexer.MoveNext())
        {
            return QueryRefusal.Syntax("Syntax error: Empty query");
        }

        if (!lexer.IsSymbol((byte)'(') && !FirstWords.Contains(Word(lexer).ToUpperInvariant()))
        {
            return QueryRefusal.ReadOnly("Only queries that read are answered here: SELECT, WITH, SHOW, DESCRIBE, EXISTS, EXPLAIN");
        }

        var namesIdentifier = false;
        var previous = default(SqlLexer);
        do
        {
            if (RefuseToken(lexer, previous) is { } refusal)
            {
                return refusal;
            }

            namesIdentifier |= lexer.IsWord("IDENTIFIER"u8);
            previous = lexer;
        }
        while (lexer.MoveNext());
        return namesIdentifier && parameters.Any(IsHarmfulValue)
            ? QueryRefusal.Denied("A parameter names a function that is not available here")
            : null;
    }

    private QueryRefusal? RefuseToken(SqlLexer lexer, SqlLexer previous)
    {
        if (lexer.Kind is not (TokenKind.Word or TokenKind.QuotedIdentifier))
        {
            return null;
        }

        if (lexer.Kind == TokenKind.QuotedIdentifier && lexer.Token.Contains((byte)'\\'))
        {
            return QueryRefusal.Denied("Escapes in identifiers are not available here");
        }

        var isFirst = previous.End == 0;
        if (!isFirst && lexer.Depth == 0 && lexer.IsWord("INSERT"u8))
        {
            return QueryRefusal.ReadOnly("Only queries that read are answered here");
        }

        if (lexer.IsWord("OUTFILE"u8) && previous.IsWord("INTO"u8))
        {
            return QueryRefusal.Denied("INTO OUTFILE is not available here");
        }

        if (lexer.IsWord("SETTINGS"u8) && !previous.IsSymbol((byte)'.') && ChangesSetting(lexer))
        {
            return QueryRefusal.ReadOnly("Cannot modify a setting in readonly mode");
        }

        var name = Word(lexer).ToLowerInvariant();
        var isColumnOrAlias = !isFirst && (previous.IsSymbol((byte)'.') || previous.IsWord("AS"u8)) && !IsCall(lexer);
        return (HarmfulFunctions.Contains(name) && !isColumnOrAlias) || (_harmfulTableFunctions.Contains(name) && IsCall(lexer))
            ? QueryRefusal.Denied($"The function {name} is not available here; a column of that name must be qualified (t.{name})")
            : null;
    }

    /// <summary>ClickHouse checks the clause of the query itself, not those of its subqueries. A column called Settings is not a clause.</summary>
    private static bool ChangesSetting(SqlLexer lexer)
    {
        if (!lexer.MoveNext() || lexer.Kind is not (TokenKind.Word or TokenKind.QuotedIdentifier))
        {
            return false;
        }

        var isName = !AfterColumn.Contains(Word(lexer).ToUpperInvariant());
        return isName || (lexer.MoveNext() && lexer.IsSymbol((byte)'='));
    }

    private static bool IsCall(SqlLexer lexer) => lexer.MoveNext() && lexer.IsSymbol((byte)'(');

    private bool IsHarmfulValue(string value)
    {
        var names = value.ToLowerInvariant().Split(['.', '`', '"', '\\', ' '], StringSplitOptions.RemoveEmptyEntries);
        return names.Any(name => HarmfulFunctions.Contains(name) || _harmfulTableFunctions.Contains(name));
    }

    private static string Word(SqlLexer lexer)
    {
        var text = Encoding.UTF8.GetString(lexer.Token);
        return lexer.Kind == TokenKind.QuotedIdentifier ? text.Trim('`', '"', '“', '”') : text;
    }
}
