using Coxswain.Cli.Setup;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Cli.Setup;

public sealed class CoxProgramTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    private Dictionary<string, string> Environment => new() { ["HOME"] = _home.Path };

    private string Usual => _home.Combine(".local", "share", "coxswain");

    [Fact]
    public void Program_is_named_whole_and_quoted_for_a_shell()
        => Assert.Equal("'/opt/o'\\''neil $x/cox' statusline", CoxProgram.Line("statusline", Usual, Environment, "/opt/o'neil $x/cox"));

    [Fact]
    public void Launcher_is_named_instead_where_it_started_the_program_and_is_still_there()
    {
        var launcher = _home.Combine("cox");
        var environment = new Dictionary<string, string>(Environment) { [CoxProgram.LauncherVariable] = launcher };

        Assert.Equal("'/bin/cox' hook", CoxProgram.Line("hook", Usual, environment, "/bin/cox"));
        File.WriteAllText(launcher, "");
        Assert.Equal($"'{launcher}' hook", CoxProgram.Line("hook", Usual, environment, "/bin/cox"));
    }

    [Fact]
    public void Data_folder_is_named_unless_the_home_folder_alone_leads_to_it()
    {
        var moved = new Dictionary<string, string>(Environment) { ["COX_HOME"] = "/srv/cox" };

        Assert.Equal("'/bin/cox' hook --data '/srv/cox/data'", CoxProgram.Line("hook", "/srv/cox/data", moved, "/bin/cox"));
        Directory.CreateDirectory(_home.Combine(".config", "coxswain"));
        File.WriteAllText(_home.Combine(".config", "coxswain", "config.yaml"), "server: {dataFolder: /srv/cox/data}");
        Assert.Equal("'/bin/cox' hook", CoxProgram.Line("hook", "/srv/cox/data", moved, "/bin/cox"));
        Assert.Equal($"'/bin/cox' hook --data '{Usual}'", CoxProgram.Line("hook", Usual, new Dictionary<string, string>(), "/bin/cox"));
    }

    public void Dispose() => _home.Dispose();
}
