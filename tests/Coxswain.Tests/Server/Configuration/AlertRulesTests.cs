using Coxswain.Server.Configuration;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Server.Configuration;

/// <summary>Where alerts may be posted. The address is never shown.</summary>
public sealed class AlertRulesTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    [Theory]
    [InlineData("https://hooks.example/T0PS3CRET", false)]
    [InlineData("http://127.0.0.1:9/T0PS3CRET", false)]
    [InlineData("http://localhost/T0PS3CRET", false)]
    [InlineData("http://[::1]:9/T0PS3CRET", false)]
    [InlineData("http://hooks.example/T0PS3CRET", true)]
    public void Address_over_TLS_or_of_this_machine_is_taken(string url, bool mayBePlain) => Assert.Empty(Problems(url, mayBePlain));

    [Theory]
    [InlineData("http://hooks.example/T0PS3CRET", "must be an https address")]
    [InlineData("http://127.0.0.1.example/T0PS3CRET", "must be an https address")]
    [InlineData("ftp://hooks.example/T0PS3CRET", "must be an absolute http or https address")]
    [InlineData("hooks.example/T0PS3CRET", "must be an absolute http or https address")]
    [InlineData("https://me:T0PS3CRET@hooks.example/", "must not hold a user or a password")]
    public void Another_is_refused_without_being_shown(string url, string problem)
    {
        var said = Assert.Single(Problems(url, mayBePlain: false));

        Assert.StartsWith($"--set: alerts.webhookUrl {problem}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("T0PS3CRET", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_counts_as_a_secret() => Assert.True(Load("https://hooks.example/T0PS3CRET", false).Values.Single(static setting => setting.Name == "alerts.webhookUrl").IsSecret);

    public void Dispose() => _home.Dispose();

    private string[] Problems(string url, bool mayBePlain) => [.. Load(url, mayBePlain).Problems().Select(static problem => problem.ToString())];

    private CoxswainSettings Load(string url, bool mayBePlain) => CoxswainSettings.Load(new SettingsRequest(
        new Dictionary<string, string> { ["COX_HOME"] = _home.Path }, [("alerts.webhookUrl", url, "--set"), ("alerts.webhookAllowHttp", mayBePlain ? "true" : "false", "--set")], null));
}
