using Coxswain.Server.Api.Doctor;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Doctor;

/// <summary>The configuration file, looked at on this side of the server: a server does not start with a broken one.</summary>
internal static class ConfigurationCheck
{
    private const string Group = "environment";
    private const string Name = "configuration";

    public static DoctorCheck Of(CoxswainSettings settings)
    {
        var file = File.Exists(settings.ConfigFile) ? $"{settings.ConfigFile} is read." : $"{settings.ConfigFile} does not exist; every value is its default, or from the environment.";
        var problems = settings.Problems();
        return problems.Count > 0
            ? DoctorCheck.Of(Group, Name, DoctorStatus.Failed, "The next start would refuse these values.", [.. problems.Select(static problem => problem.ToString())])
            : DoctorCheck.Of(Group, Name, settings.Warnings.Count > 0 ? DoctorStatus.Warning : DoctorStatus.Ok, file, settings.Warnings);
    }

    public static DoctorCheck Broken(string file, SettingsException problem) =>
        DoctorCheck.Of(Group, Name, DoctorStatus.Failed, $"{file} cannot be used.", problem.Message.Split(Environment.NewLine));

    public static DoctorCheck NoServer(string reason) => DoctorCheck.Of("daemon", "server", DoctorStatus.Unknown, reason);
}
