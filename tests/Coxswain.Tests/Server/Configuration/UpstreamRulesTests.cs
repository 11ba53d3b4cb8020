using Coxswain.Server.Configuration;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Tls;

namespace Coxswain.Tests.Server.Configuration;

/// <summary>What keeps a gateway from starting that could not reach its upstream.</summary>
public sealed class UpstreamRulesTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    [Theory]
    [InlineData(null, "cannot be read as PEM certificates.")]
    [InlineData("", "holds no PEM certificate.")]
    [InlineData("no certificate at all", "holds no PEM certificate.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n", "cannot be read as PEM certificates.")]
    public void Authorities_that_cannot_be_read_are_told_with_the_settings_name(string? content, string problem)
    {
        var file = _home.Combine("ca.pem");
        if (content is not null)
        {
            File.WriteAllText(file, content);
        }

        Assert.Equal($"--set: gateway.caFile cannot be used: {file} {problem}", Assert.Single(Problems(("gateway.caFile", file))));
    }

    [Fact]
    public void Authorities_that_can_be_read_are_taken()
    {
        using var certificates = new Certificates();
        File.WriteAllText(_home.Combine("ca.pem"), certificates.AuthorityPem);

        Assert.Empty(Problems(("gateway.caFile", _home.Combine("ca.pem"))));
    }

    [Theory]
    [InlineData("http://127.0.0.1:7421", "server.gatewayAddress")]
    [InlineData("http://localhost:7421/anthropic", "server.gatewayAddress")]
    [InlineData("https://127.0.0.1:7420/", "server.apiAddress")]
    [InlineData("http://0.0.0.0:4318", "server.otlpHttpAddress")]
    public void Address_of_a_listener_is_no_upstream(string upstream, string listener)
        => Assert.StartsWith($"--set: gateway.upstream is Coxswain itself ({listener} is ", Assert.Single(Problems(("gateway.upstream", upstream))), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://hunter2:hunter3@host.example")]
    [InlineData("https://hunter2@host.example/?q")]
    [InlineData("https://hunter2:hunter3@host.example:99999/a b")]
    public void User_and_password_are_refused_and_never_shown(string upstream)
    {
        var settings = Load(("gateway.upstream", upstream));

        var problem = Assert.Single(settings.Problems()).ToString();
        Assert.StartsWith("--set: gateway.upstream must be an http or https address without a user, a password or a query", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", problem, StringComparison.Ordinal);
        Assert.True(settings.Values.Single(static one => one.Name == "gateway.upstream").IsSecret);
    }

    [Theory]
    [InlineData("https://host.example:99999")]
    [InlineData("https://[::1")]
    public void Address_that_is_none_is_refused(string upstream)
        => Assert.StartsWith("--set: gateway.upstream ", Assert.Single(Problems(("gateway.upstream", upstream))), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://host.example/anthropic")]
    [InlineData("http://127.0.0.1:7422/")]
    [InlineData("https://host.example:7421/a@b")]
    public void Other_addresses_are_taken(string upstream) => Assert.Empty(Problems(("gateway.upstream", upstream)));

    public void Dispose() => _home.Dispose();

    private IReadOnlyList<string> Problems((string Name, string Value) flag) => [.. Load(flag).Problems().Select(static one => one.ToString())];

    private CoxswainSettings Load((string Name, string Value) flag)
        => CoxswainSettings.Load(new SettingsRequest(new Dictionary<string, string> { ["COX_HOME"] = _home.Path }, [(flag.Name, flag.Value, "--set")], null));
}
