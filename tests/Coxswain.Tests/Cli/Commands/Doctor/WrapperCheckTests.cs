using Coxswain.Cli.Commands.Doctor;
using Coxswain.Cli.Setup;
using Coxswain.Server.Api.Doctor;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Cli.Commands.Doctor;

public sealed class WrapperCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Wrapped => _folder.Combine("wrapped");

    private string Real => _folder.Combine("it's real", "claude");

    public WrapperCheckTests()
    {
        new WrapperFile(Real).Write("#!/bin/sh\n");
        WrapperFile.In(Wrapped).Write(WrapperScript.For(Real, "'/opt/cox' \"$@\"", ["error-analyze"]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Wrapper_before_the_real_client_is_well()
        => Assert.Equal(DoctorStatus.Ok, Look($"{Wrapped}:{Path.GetDirectoryName(Real)}").Status);

    [Fact]
    public void Wrapper_behind_another_claude_or_off_the_path_is_told()
    {
        Assert.Contains("Put that folder first", Assert.Single(Look($"{Path.GetDirectoryName(Real)}:{Wrapped}").Details), StringComparison.Ordinal);
        Assert.Contains("Put that folder first", Assert.Single(Look("/nowhere").Details), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrapper_whose_client_is_gone_is_told()
    {
        File.Delete(Real);

        Assert.Equal($"{Real}, which it passes calls on to, is not there any more. Find Claude Code anew: cox wrapper install", Assert.Single(Look(Wrapped).Details));
    }

    [Fact]
    public void Nobody_has_to_have_one()
        => Assert.Equal(DoctorStatus.Note, WrapperCheck.Of(new Dictionary<string, string> { ["PATH"] = "/nowhere" }, _folder.Combine("none")).Status);

    private DoctorCheck Look(string path) => WrapperCheck.Of(new Dictionary<string, string> { ["PATH"] = path }, Wrapped);
}
