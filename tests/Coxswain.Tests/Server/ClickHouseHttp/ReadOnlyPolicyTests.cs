using System.Text;
using CsCheck;
using Coxswain.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.ClickHouseHttp;

public sealed class ReadOnlyPolicyTests
{
    private readonly ReadOnlyPolicy _policy = new(["file", "url", "remote", "s3", "numbers", "view", "executable", "format"]);

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("-- a comment\nWITH 1 AS x SELECT x")]
    [InlineData("(SELECT 1) UNION ALL (SELECT 2)")]
    [InlineData("SHOW TABLES FROM otel")]
    [InlineData("DESCRIBE otel.otel_logs")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("SELECT * FROM numbers(3)")]
    [InlineData("SELECT LogAttributes['file'], 'url(1)' FROM otel.otel_logs")]
    [InlineData("SELECT t.file, 1 AS file, url FROM t")]
    [InlineData("SELECT x FROM view(SELECT 1 AS x)")]
    [InlineData("SELECT Settings['log_comment'], p.Settings FROM system.processes AS p")]
    [InlineData("SELECT Settings FROM system.processes WHERE Settings IS NOT NULL ORDER BY Settings DESC")]
    [InlineData("SELECT 1 AS settings, `settings`")]
    public void Queries_that_read_the_store_pass(string sql) => Assert.Null(Refuse(sql));

    [Theory]
    [InlineData("INSERT INTO t VALUES (1)", 164)]
    [InlineData("DROP TABLE t", 164)]
    [InlineData("KILL QUERY WHERE 1", 164)]
    [InlineData("SYSTEM FLUSH LOGS", 164)]
    [InlineData("BACKUP TABLE t TO File('/tmp/x')", 164)]
    [InlineData("USE system", 164)]
    [InlineData("SET readonly = 0", 164)]
    [InlineData("SELECT * FROM (SELECT 1 SETTINGS max_memory_usage = 0)", 164)]
    [InlineData("SELECT * FROM (SELECT 1 settings /* */ `readonly` = 0)", 164)]
    [InlineData("SELECT 1 WHERE 1 IN (SELECT 1 SETTINGS from = 1)", 164)]
    [InlineData("WITH x AS (SELECT 1 SETTINGS allow_introspection_functions) SELECT * FROM x", 164)]
    [InlineData("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", 164)]
    [InlineData("SELECT file('/etc/passwd')", 497)]
    [InlineData("SELECT File /* */ ('/etc/passwd')", 497)]
    [InlineData("SELECT `file`('/etc/passwd')", 497)]
    [InlineData("SELECT \"file\"('/etc/passwd')", 497)]
    [InlineData("SELECT “file”('/etc/passwd')", 497)]
    [InlineData("SELECT `fi\\x6ce`('/etc/passwd')", 497)]
    [InlineData("SELECT arrayMap(file, ['/etc/passwd'])", 497)]
    [InlineData("SELECT * APPLY(file) FROM t", 497)]
    [InlineData("SELECT 1 AS x, x AS file('/etc/passwd')", 497)]
    [InlineData("SELECT * FROM url('http://127.0.0.1/')", 497)]
    [InlineData("DESCRIBE TABLE s3('http://127.0.0.1/b/x.csv')", 497)]
    [InlineData("SELECT 1 UNION ALL SELECT * FROM remote('a', system.one)", 497)]
    [InlineData("SELECT 1 INTO OUTFILE '/tmp/x'", 497)]
    [InlineData("SELECT aiGenerate('x', 'y')", 497)]
    [InlineData("", 62)]
    [InlineData("/* only a comment */", 62)]
    public void Everything_else_is_refused(string sql, int code) => Assert.Equal(code, Refuse(sql)?.Code);

    [Fact]
    public void Function_named_by_an_identifier_parameter_is_refused()
    {
        const string Sql = "SELECT arrayMap({f:Identifier}, ['/etc/passwd'])";

        Assert.Equal(497, Refuse(Sql, "`file`")?.Code);
        Assert.Null(Refuse(Sql, "upper"));
    }

    [Fact]
    public void Call_of_a_harmful_function_is_seen_wherever_it_stands()
    {
        string[] before = ["SELECT ", "SELECT 1, ", "SELECT (", "SELECT 'it''s', ", "SELECT \"a\"\"b\", ", "SELECT /* ' */ ", "SELECT 1 -- '\n, ", "SELECT $x$'$x$, ", "SELECT '\\\\', "];
        string[] calls = ["file('/etc/passwd')", "FILE ('x')", "`file`(\n'x')", "url('http://x')", "arrayMap(file, ['x'])"];
        Gen.Select(Gen.OneOf([.. before.Select(Gen.Const)]), Gen.OneOf([.. calls.Select(Gen.Const)]), Gen.String[Gen.Char[' ', '~'], 0, 20])
            .Sample((start, call, rest) => Assert.NotNull(Refuse(start + call + rest)));
    }

    private QueryRefusal? Refuse(string sql, params string[] parameters) => _policy.Refuse(Encoding.UTF8.GetBytes(sql), parameters);
}
