using Coxswain.Server.Configuration;
using Coxswain.Storage.ClickHouse;

namespace Coxswain.Tests.Server.Configuration;

public sealed class StoreDatabaseTests
{
    [Theory]
    [InlineData("db", "otel", "production", "otel")]
    [InlineData("db", "otel", "development", "telemetry_dev")]
    [InlineData("db", "otel", "staging", "telemetry_staging")]
    [InlineData("db", "own", "development", "own")]
    [InlineData("", "otel", "development", "otel")]
    public void Environments_on_a_server_are_apart_by_database(string host, string database, string environment, string expected)
    {
        Assert.Equal(expected, StoreDatabase.NameFor(new StoreOptions { Host = host, Database = database }, environment));
    }
}
