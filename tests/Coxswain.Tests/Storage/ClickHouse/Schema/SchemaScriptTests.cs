using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Schema;

namespace Coxswain.Tests.Storage.ClickHouse.Schema;

public sealed class SchemaScriptTests
{
    [Fact]
    public void Scripts_are_numbered_once_each()
    {
        Assert.Equal(SchemaScript.All.Count, SchemaScript.All.Select(s => s.Version).Distinct().Count());
        Assert.Equal(SchemaScript.All[^1].Version, SchemaScript.Newest);
    }

    [Fact]
    public void Statement_keeps_the_condition_written_above_it()
    {
        var script = SchemaScript.Parse("007_x.sql", "-- why\n-- when column t.c\nCREATE TABLE IF NOT EXISTS a (\n  b Int32 -- note\n) ENGINE = Memory;\n\nSELECT 1;\n");

        Assert.Equal(7, script.Version);
        Assert.Equal(["when column t.c", ""], script.Steps.Select(s => s.Condition));
        Assert.Equal("a", script.Steps[0].CreatedTable);
        Assert.Equal("SELECT 1", script.Steps[1].Sql);
    }

    [Fact]
    public void Script_cut_off_in_the_middle_is_refused()
    {
        Assert.Throws<FormatException>(() => SchemaScript.Parse("007_x.sql", "SELECT 1;\nSELECT 2"));
    }

    /// <summary>A view's query and a table's setting are set, not added to; a keyed table merges the same row again into one.</summary>
    [Fact]
    public void Every_statement_can_be_run_again()
    {
        Assert.All(
            SchemaScript.All.SelectMany(s => s.Steps),
            step => Assert.Matches(@"IF (NOT )?EXISTS|CREATE OR REPLACE|MODIFY QUERY|^INSERT INTO (api_requests|session_cost_states|sessions|gateway_usage_stream|coxswain_request_messages|coxswain_tool_keys)\s", step.Sql));
    }

    [Fact]
    public void Cluster_and_replication_are_written_into_each_created_table()
    {
        var options = new StoreOptions { Cluster = "main", Replicated = true };

        var sql = SchemaStep.ForCluster("CREATE TABLE IF NOT EXISTS a/*cluster*/ (b Int32) ENGINE = AggregatingMergeTree() ORDER BY b", options);

        Assert.Equal("CREATE TABLE IF NOT EXISTS a ON CLUSTER `main` (b Int32) ENGINE = ReplicatedAggregatingMergeTree() ORDER BY b", sql);
    }

    [Theory]
    [InlineData("when version 26.2", true)]
    [InlineData("when version before 26.2", false)]
    [InlineData("when version 26.10", false)]
    [InlineData("when column t.a", true)]
    [InlineData("unless column t.a", false)]
    [InlineData("unless column t.b", true)]
    [InlineData("", true)]
    public void Condition_is_judged_by_version_and_columns(string condition, bool holds)
    {
        var facts = new SchemaFacts("26.7.2.1", new Dictionary<string, string>(), new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["t"] = new Dictionary<string, string> { ["a"] = "String" },
        });

        Assert.Equal(holds, facts.Holds(condition));
    }
}
