using Coxswain.Core.Kernel;
using Coxswain.Server;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Coxswain.Tests.Server.Configuration;

public sealed class SettingRulesTests : IDisposable
{
    private static readonly string[] Tried =
    [
        "-1", "0", "200", "36501", "65536", "2147483648", "9223372036854775807", "00:00:00", "00:05:01", "30.00:00:00", "", "a b", "otel_logs=3", "otel_logs:3",
    ];

    private readonly TemporaryFolder _home = new();

    [Fact]
    public void What_is_refused_here_is_what_the_hosts_own_validation_refuses()
    {
        var refused = 0;
        foreach (var definition in SettingCatalog.Definitions.Where(static one => !one.Name.StartsWith("server.", StringComparison.Ordinal)))
        {
            foreach (var value in Tried.Where(definition.Accepts))
            {
                var settings = Load((definition.Name, value));
                var ours = definition.Objection(value) is not null;
                Assert.True(HostRefuses(settings) == ours, $"{definition.Name} = \"{value}\" is {(ours ? "" : "not ")}refused here.");
                refused += ours ? 1 : 0;
            }
        }

        Assert.True(refused > 50);
    }

    [Theory]
    [InlineData("0", "0", "0", 0)]
    [InlineData("7420", "127.0.0.1:7420", "4317", 1)]
    [InlineData("7420", "localhost:7422", "[::1]:7420", 0)]
    [InlineData("0.0.0.0:7420", "127.0.0.1:7420", "4317", 1)]
    [InlineData("7420", "7420", "7420", 2)]
    public void Listeners_that_want_one_port_are_told_apart(string api, string http, string grpc, int problems)
    {
        var found = Load(("server.apiAddress", api), ("server.otlpHttpAddress", http), ("server.otlpGrpcAddress", grpc)).Problems();

        Assert.Equal(problems, found.Count);
        Assert.All(found, static problem => Assert.StartsWith("--set: server.otlp", problem.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_with_a_value_out_of_range_is_refused_with_file_line_and_key()
    {
        File.WriteAllText(_home.Combine("config.yaml"), "# mine\nstore: {retentionDays: -30}\n");

        var problem = await Assert.ThrowsAsync<SettingsException>(() => CoxswainServer.StartAsync(Load(), ServerMode.OneCommand, static _ => { }, CancellationToken.None));

        Assert.Equal($"{_home.Combine("config.yaml")}:2: store.retentionDays must lie between 0 and 36500, not \"-30\".", problem.Message);
    }

    [Theory]
    [InlineData("server.apiToken", "\n")]
    [InlineData("server.apiToken", "\0")]
    [InlineData("server.apiToken", " ")]
    [InlineData("server.apiToken", "ü")]
    [InlineData("server.apiToken", ",")]
    [InlineData("server.apiToken", "\"")]
    [InlineData("otlp.apiKey", "\n")]
    [InlineData("otlp.apiKey", "\u001b")]
    [InlineData("otlp.apiKey", "ü")]
    [InlineData("store.username", "\n")]
    [InlineData("store.password", "\r\n")]
    public async Task Secret_that_no_header_can_carry_is_refused_by_name_and_never_shown(string name, string sign)
    {
        var problem = await Assert.ThrowsAsync<SettingsException>(() => CoxswainServer.StartAsync(Load((name, $"hunter2{sign}hunter3")), ServerMode.OneCommand, static _ => { }, CancellationToken.None));

        Assert.StartsWith($"--set: {name} cannot be sent in a header: it must", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Api_token_from_the_environment_is_refused_alike()
    {
        var environment = new Dictionary<string, string> { ["COX_HOME"] = _home.Path, ["COX_SERVER_API_TOKEN"] = "hunter2\nhunter3" };

        var problem = Assert.Single(CoxswainSettings.Load(new SettingsRequest(environment, [], null)).Problems());

        Assert.Equal(("server.apiToken", "COX_SERVER_API_TOKEN"), (problem.Name, problem.Origin));
        Assert.DoesNotContain("hunter", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server.apiToken", "short-but-mine_1.~+/=")]
    [InlineData("otlp.apiKey", "with space, \"quotes\" and $igns")]
    [InlineData("store.username", "jürgen")]
    [InlineData("store.password", "pässword, \"with\" spaces ")]
    public void Secret_that_headers_can_carry_is_taken(string name, string value) => Assert.Empty(Load((name, value)).Problems());

    [Fact]
    public void Effective_data_folder_is_shown()
        => Assert.Equal((_home.Combine("data"), "default"), Load().Values.Where(static one => one.Name == "server.dataFolder").Select(static one => (one.Value, one.Origin)).Single());

    public void Dispose() => _home.Dispose();

    private static bool HostRefuses(CoxswainSettings settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(settings.Configuration).AddSingleton(settings).AddSingleton(settings.Folder).AddSingleton(new DataFolder(settings.Folder.Root)).AddLogging();
        services.AddCoxswainServer(ServerMode.Daemon, new DataAdmission(IsMadeUp: false, IsOpen: true));
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return false;
        }
        catch (Exception problem) when (problem is OptionsValidationException or AggregateException or OverflowException)
        {
            return true;
        }
    }

    private CoxswainSettings Load(params (string Name, string Value)[] flags)
        => CoxswainSettings.Load(new SettingsRequest(new Dictionary<string, string> { ["COX_HOME"] = _home.Path }, [.. flags.Select(static flag => (flag.Name, flag.Value, "--set"))], null));
}
