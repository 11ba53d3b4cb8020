using Coxswain.Storage.ClickHouse;
using Microsoft.Extensions.Configuration;

namespace Coxswain.Server.Configuration;

/// <summary>
/// Everything that keeps a server from starting with these settings: what the options classes' attributes say, and what values must be to each other.
/// The host asks before it starts and <c>config set</c> before it writes, so neither can accept what the other refuses.
/// </summary>
internal static class SettingRules
{
    /// <exception cref="SettingsException">There are problems; one line each.</exception>
    public static void Require(CoxswainSettings settings)
    {
        if (settings.Problems() is { Count: > 0 } problems)
        {
            throw SettingsException.Of(problems);
        }
    }

    public static IReadOnlyList<SettingProblem> Check(IReadOnlyList<Setting> values, IConfiguration configuration)
        => [.. values.Select(OfAttributes).OfType<SettingProblem>(), .. ListenerRules.Check(values), .. HeaderRules.Check(values), .. PathRules.Check(values), .. UpstreamRules.Check(values), .. AlertRules.Check(values), .. OfStore(values, configuration)];

    private static SettingProblem? OfAttributes(Setting setting)
        => SettingCatalog.Find(setting.Name) is { } definition && definition.Objection(setting.Value) is { } objection && setting.Origin != SettingLayers.Default
            ? new SettingProblem(setting.Name, setting.Origin, $"{setting.Name} {objection}, not {SettingLayers.Shown(definition, setting.Value)}.")
            : null;

    private static IEnumerable<SettingProblem> OfStore(IReadOnlyList<Setting> values, IConfiguration configuration)
    {
        var host = values.First(setting => setting.Name == "store.host");
        if (host.Value.Length > 0 && AddressProblem(configuration.GetSection(StoreOptions.Section)) is { } problem)
        {
            yield return new SettingProblem(host.Name, host.Origin, $"store.host cannot be used: {problem}");
        }

        if (AuthorityProblem(values.First(setting => setting.Name == "store.caFile")) is { } unusable)
        {
            yield return unusable;
        }
    }

    private static SettingProblem? AuthorityProblem(Setting file)
    {
        try
        {
            StoreTrust.Options(file.Value);
            return null;
        }
        catch (FormatException problem)
        {
            return new SettingProblem(file.Name, file.Origin, $"store.caFile cannot be used: {problem.Message}");
        }
    }

    private static string? AddressProblem(IConfigurationSection section)
    {
        try
        {
            StoreAddress.Server(section.Get<StoreOptions>() ?? new StoreOptions());
            return null;
        }
        catch (FormatException problem)
        {
            return problem.Message;
        }
    }
}
