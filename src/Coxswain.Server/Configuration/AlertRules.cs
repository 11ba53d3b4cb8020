namespace Coxswain.Server.Configuration;

/// <summary>Where alerts may be posted: over TLS, or to this machine. The address is a secret, so no problem shows it.</summary>
internal static class AlertRules
{
    public static IEnumerable<SettingProblem> Check(IReadOnlyList<Setting> values)
    {
        var url = values.First(static setting => setting.Name == "alerts.webhookUrl");
        var mayBePlain = values.First(static setting => setting.Name == "alerts.webhookAllowHttp").Value.Equals("true", StringComparison.OrdinalIgnoreCase);
        if (url.Value.Length > 0 && Objection(url.Value, mayBePlain) is { } objection)
        {
            yield return new SettingProblem(url.Name, url.Origin, $"{url.Name} {objection}");
        }
    }

    private static string? Objection(string value, bool mayBePlain) => !Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0
        ? "must be an absolute http or https address."
        : url.UserInfo.Length > 0 ? "must not hold a user or a password: they would not be sent."
        : url.Scheme == "http" && !url.IsLoopback && !mayBePlain ? "must be an https address: over http anybody on the way could read it. On a network of your own: alerts.webhookAllowHttp: true."
        : null;
}
