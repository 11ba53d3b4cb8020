namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Tests of pages with made-up data share one daemon and one browser, and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class DemoPages : ICollectionFixture<DemoDashboard>
{
    public const string Name = "Pages with made-up data";
}
