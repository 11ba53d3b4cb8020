using Coxswain.Dashboard.Sql;

namespace Coxswain.Tests.Dashboard;

public sealed class SqlPageTests
{
    [Theory]
    [InlineData("SELECT 1", "")]
    [InlineData("SELECT {a:UInt8}, {b:Array(String)}, {a:UInt8}", "a b")]
    [InlineData("SELECT '{', {since_ms:Int64}", "since_ms")]
    [InlineData("SELECT {a b:UInt8} {:x} {1a:Int}", "")]
    public void Values_a_query_takes_are_found_each_once(string sql, string names) => Assert.Equal(names, string.Join(' ', SqlPage.Parameters(sql)));
}
