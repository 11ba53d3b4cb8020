using Coxswain.Cli.Commands.Doctor;
using Coxswain.Cli.Setup;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Tests.Cli.Commands.Doctor;

public sealed class CheckpointCheckTests
{
    private const string Program = "/opt/it's mine/cox";
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private static readonly SettingsEdit Edit = ClaudeSettingsText.Set("{}", HookSettings.ForCheckpoints($"{CoxProgram.Quoted(Program)} hook --checkpoint --data '/a b'", withFailures: true));
    private static readonly ConnectionRecord Enabled = new("/home/dev/.claude/settings.json", null, "", Edit, Now.AddDays(-3));

    [Fact]
    public void Hooks_as_they_were_written_are_well_and_the_last_checkpoint_is_told()
    {
        var check = Look(Edit.Text, Now.AddMinutes(-5));

        Assert.Equal(DoctorStatus.Ok, check.Status);
        Assert.Contains("the last checkpoint is of 5 min ago", check.Summary, StringComparison.Ordinal);
        Assert.Equal(DoctorStatus.Note, Look(Edit.Text, null).Status);
    }

    [Fact]
    public void Hook_that_was_changed_or_taken_out_is_named()
    {
        Assert.Equal("hooks.Stop is no longer as it was written.", Assert.Single(Look(Edit.Text.Replace("\"Stop\"", "\"Else\"", StringComparison.Ordinal), Now).Details));
        Assert.Equal(3, Look(null, Now).Details.Count);
        Assert.Equal(DoctorStatus.Warning, Look("{", Now).Status);
    }

    [Fact]
    public void Program_that_the_hooks_run_is_missed_when_it_is_gone()
    {
        var check = CheckpointCheck.Of(Enabled, Edit.Text, Now, Now, static _ => false);

        Assert.Equal((DoctorStatus.Warning, $"{Program}, which the hooks run, is not there any more."), (check.Status, Assert.Single(check.Details)));
    }

    [Fact]
    public void Without_them_it_is_said_how_to_switch_them_on()
        => Assert.Contains("cox session-checkpoint --enable", CheckpointCheck.Of(null, "{}", null, Now, static _ => true).Summary, StringComparison.Ordinal);

    private static DoctorCheck Look(string? text, DateTimeOffset? newest) => CheckpointCheck.Of(Enabled, text, newest, Now, static file => file == Program);
}
