using System.Globalization;
using Coxswain.Server.ClickHouseHttp;

namespace Coxswain.Tests.Engine;

/// <summary>Each error number is answered with the HTTP status ClickHouse gives it, by the engine and by <c>/clickhouse</c> alike.</summary>
public sealed class ErrorStatusTests(SharedEngine shared)
{
    // By name, as ClickHouse's src/Server/HTTP/exceptionCodeToHTTPStatus.cpp has them; the engine itself says which number a name has. Everything else is 500.
    private static readonly Dictionary<int, string[]> Named = new()
    {
        [401] = ["REQUIRED_PASSWORD"],
        [403] = ["UNKNOWN_USER", "WRONG_PASSWORD", "AUTHENTICATION_FAILED", "SET_NON_GRANTED_ROLE", "ACCESS_DENIED"],
        [400] =
        [
            "BAD_ARGUMENTS", "CANNOT_COMPILE_REGEXP", "CANNOT_PARSE_TEXT", "CANNOT_PARSE_ESCAPE_SEQUENCE", "CANNOT_PARSE_QUOTED_STRING", "CANNOT_PARSE_DATE", "CANNOT_PARSE_DATETIME", "CANNOT_PARSE_NUMBER",
            "CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING", "CANNOT_PARSE_IPV4", "CANNOT_PARSE_IPV6", "CANNOT_PARSE_INPUT_ASSERTION_FAILED", "CANNOT_PARSE_UUID", "DUPLICATE_COLUMN", "ILLEGAL_COLUMN",
            "UNKNOWN_ELEMENT_IN_AST", "UNKNOWN_TYPE_OF_AST_NODE", "THERE_IS_NO_COLUMN", "TOO_DEEP_AST", "TOO_BIG_AST", "UNEXPECTED_AST_STRUCTURE", "SYNTAX_ERROR", "INCORRECT_DATA", "TYPE_MISMATCH",
            "VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE",
        ],
        [404] =
        [
            "UNKNOWN_TABLE", "UNKNOWN_FUNCTION", "UNKNOWN_IDENTIFIER", "UNKNOWN_TYPE", "UNKNOWN_STORAGE", "UNKNOWN_DATABASE", "UNKNOWN_SETTING", "UNKNOWN_DIRECTION_OF_SORTING", "UNKNOWN_AGGREGATE_FUNCTION",
            "UNKNOWN_FORMAT", "UNKNOWN_DATABASE_ENGINE", "UNKNOWN_TYPE_OF_QUERY", "UNKNOWN_ROLE",
        ],
        [413] = ["QUERY_IS_TOO_LARGE"],
        [501] = ["NOT_IMPLEMENTED"],
        [503] = ["SOCKET_TIMEOUT", "CANNOT_OPEN_FILE", "CANNOT_SCHEDULE_TASK"],
        [411] = ["HTTP_LENGTH_REQUIRED"],
        [408] = ["TIMEOUT_EXCEEDED"],
        [415] = ["UNSUPPORTED_MEDIA_TYPE"],
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_error_number_has_the_status_clickhouse_gives_it()
    {
        var engine = await shared.GetAsync();
        var codes = (await engine.QueryAsync("SELECT number, errorCodeToName(toUInt32(number)) AS name FROM numbers(1, 1100) WHERE name != '' FORMAT TSV"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')).ToDictionary(static cells => cells[1], static cells => int.Parse(cells[0], CultureInfo.InvariantCulture));
        Assert.True(codes.Count > 500, "The engine names too few errors.");
        var expected = Named.SelectMany(static entry => entry.Value.Select(name => (Name: name, Status: entry.Key))).ToDictionary(static one => one.Name, static one => one.Status);

        var wrong = new List<string>();
        foreach (var (name, code) in codes)
        {
            var status = await StatusOfAsync(code);
            if (status != expected.GetValueOrDefault(name, 500))
            {
                wrong.Add($"{name} ({code}): {status} instead of {expected.GetValueOrDefault(name, 500)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Refusals_of_our_own_have_the_status_the_engine_gives_their_number()
    {
        QueryRefusal[] refusals =
        [
            QueryRefusal.ReadOnly("x"), QueryRefusal.Denied("x"), QueryRefusal.Syntax("x"), QueryRefusal.TooMany(), QueryRefusal.TooLarge(),
        ];

        foreach (var refusal in refusals)
        {
            Assert.Equal((refusal.Name, await StatusOfAsync(refusal.Code)), (refusal.Name, refusal.Status));
            Assert.Equal(refusal.Name, await (await shared.GetAsync()).QueryAsync($"SELECT errorCodeToName({refusal.Code})"));
        }
    }

    private async Task<int> StatusOfAsync(int code)
    {
        var engine = await shared.GetAsync();
        using var content = new StringContent($"SELECT throwIf(1, 'x', toInt16({code})) SETTINGS allow_custom_error_code_in_throwif = 1");
        using var answer = await engine.Http.PostAsync(new Uri("/", UriKind.Relative), content, Cancelled);
        Assert.Equal(code.ToString(CultureInfo.InvariantCulture), Assert.Single(answer.Headers.GetValues("X-ClickHouse-Exception-Code")));
        return (int)answer.StatusCode;
    }
}
