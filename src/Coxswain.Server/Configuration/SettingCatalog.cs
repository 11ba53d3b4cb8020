using System.Reflection;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Core.Sessions;
using Coxswain.Gateway;
using Coxswain.Otlp;
using Coxswain.Server.Budgets;
using Coxswain.Server.ClickHouseHttp;
using Coxswain.Server.Hosting;
using Coxswain.Server.Hosting.Engine;
using Coxswain.Server.StatusLine;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.Sqlite;

namespace Coxswain.Server.Configuration;

/// <summary>Every value a user may set. A slice's options class must be listed here, or its section is an unknown key.</summary>
internal static class SettingCatalog
{
    private static readonly (string Section, object Defaults)[] Sections =
    [
        (ServerOptions.Section, new ServerOptions()),
        (GatewayOptions.Section, new GatewayOptions()),
        (OtlpOptions.Section, new OtlpOptions()),
        (StoreOptions.Section, new StoreOptions()),
        (ClickHouseHttpOptions.Section, new ClickHouseHttpOptions()),
        (OutboxOptions.Section, new OutboxOptions()),
        (EngineSupervisionOptions.Section, new EngineSupervisionOptions()),
        (PricingOptions.Section, new PricingOptions()),
        (TranscriptOptions.Section, new TranscriptOptions()),
        (CheckpointOptions.Section, new CheckpointOptions()),
        (AlertOptions.Section, new AlertOptions()),
        (RecommendOptions.Section, new RecommendOptions()),
        (StatusLineOptions.Section, new StatusLineOptions()),
    ];

    public static IReadOnlyList<SettingDefinition> Definitions { get; } = [.. Sections.SelectMany(DefinitionsOf)];

    public static SettingDefinition? Find(string name)
        => Definitions.FirstOrDefault(definition => string.Equals(definition.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<SettingDefinition> DefinitionsOf((string Section, object Defaults) entry)
        => entry.Defaults.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => new SettingDefinition(entry.Section, property, entry.Defaults));
}
