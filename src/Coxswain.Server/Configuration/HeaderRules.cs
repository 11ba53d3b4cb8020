using Coxswain.Server.Security;

namespace Coxswain.Server.Configuration;

/// <summary>Settings that are sent in headers: what no header can carry is told at the start, and not by every request.</summary>
internal static class HeaderRules
{
    private static readonly (string Name, Func<string, bool> IsSendable, string Rule)[] Rules =
    [
        ("server.apiToken", ApiToken.IsSendable, $"must be printable ASCII without spaces, commas or quotes, and at most {ApiToken.MaxLength} characters"),
        ("otlp.apiKey", IsHeaderValue, "must be printable ASCII with no space at its ends"),
        ("store.username", IsCredential, "must not contain control characters"),
        ("store.password", IsCredential, "must not contain control characters"),
    ];

    public static IEnumerable<SettingProblem> Check(IReadOnlyList<Setting> values)
        => from rule in Rules
           let setting = values.First(setting => setting.Name == rule.Name)
           where setting.Value.Length > 0 && !rule.IsSendable(setting.Value)
           select new SettingProblem(setting.Name, setting.Origin, $"{setting.Name} cannot be sent in a header: it {rule.Rule}.");

    private static bool IsHeaderValue(string value) => value.All(static sign => sign is >= ' ' and <= '~') && value[0] != ' ' && value[^1] != ' ';

    // Sent as base64, which hides everything; but servers keep no such names.
    private static bool IsCredential(string value) => !value.Any(char.IsControl);
}
