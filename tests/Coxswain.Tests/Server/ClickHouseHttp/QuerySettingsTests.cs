using Coxswain.Server.ClickHouseHttp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Coxswain.Tests.Server.ClickHouseHttp;

public sealed class QuerySettingsTests
{
    private static readonly ClickHouseHttpOptions Options = new() { MaxRows = 100, MaxTime = TimeSpan.FromSeconds(9), MaxMemoryBytes = 2 << 20 };

    [Theory]
    [InlineData("", "max_result_rows", "100")]
    [InlineData("?max_result_rows=5", "max_result_rows", "5")]
    [InlineData("?max_result_rows=500", "max_result_rows", "100")]
    [InlineData("?max_result_rows=0", "max_result_rows", "100")]
    [InlineData("?max_result_rows=5&max_result_rows=500", "max_result_rows", "100")]
    [InlineData("?max_execution_time=0.1", "max_execution_time", "9")]
    [InlineData("?max_memory_usage=-1", "max_memory_usage", "2097152")]
    [InlineData("?readonly=0", "readonly", "1")]
    [InlineData("?result_overflow_mode=break", "result_overflow_mode", "throw")]
    [InlineData("?param_x=a%26b", "param_x", "a&b")]
    [InlineData("", "final", "1")]
    [InlineData("?final=0", "final", "0")]
    public void Client_may_lower_bounds_and_never_raise_them(string asked, string name, string expected)
    {
        var (url, refusal) = Build(asked);

        Assert.Null(refusal);
        Assert.Equal(expected, QueryHelpers.ParseQuery(url[1..])[name]);
    }

    [Theory]
    [InlineData("?output_format_schema=/tmp/x")]
    [InlineData("?format_template_row=/etc/passwd")]
    [InlineData("?format_avro_schema_registry_url=http://127.0.0.1/")]
    [InlineData("?max_bytes_to_read=1")]
    [InlineData("?allow_introspection_functions=1")]
    [InlineData("?READONLY=0")]
    [InlineData("?session_id=x")]
    [InlineData("?role=admin")]
    public void Other_settings_are_refused(string asked) => Assert.Equal(164, Build(asked).Refusal?.Code);

    private static (string Url, QueryRefusal? Refusal) Build(string asked) =>
        QuerySettings.Build(new QueryCollection(QueryHelpers.ParseQuery(asked)), Options, "otel");
}
