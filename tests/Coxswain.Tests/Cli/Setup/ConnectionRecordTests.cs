using Coxswain.Cli.Setup;

namespace Coxswain.Tests.Cli.Setup;

/// <summary>Hooks of budgets are added to a connection that has none, or not all, and undone with it.</summary>
public sealed class ConnectionRecordTests
{
    private static readonly SettingsWish Budgets = HookSettings.ForBudgets("cox hook --budgets");
    private static readonly SettingsWish OldBudgets = Budgets with { Members = [.. Budgets.Members.Take(1)] };
    private static readonly SettingsWish Environment = SettingsWish.Environment([("A", "1")]);

    public static TheoryData<string> Files => ["{}", "{\n  \"hooks\": {\n    \"PreToolUse\": [ {\"matcher\": \"Bash\", \"hooks\": []} ]\n  },\n  \"model\": \"opus\"\n}\n"];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_added_later_is_undone_too_byte_for_byte(string text)
    {
        var first = ClaudeSettingsText.Set(text, Environment, OldBudgets);
        var record = Record(first);
        var second = ClaudeSettingsText.Set(first.Text, Environment, Budgets);

        Assert.True(record.LacksOnly(second));
        var both = record.With(second, first.Text);

        Assert.Equal(ConnectionRecord.Hash(second.Text), both.HashAfter);
        Assert.Equal(text, ClaudeSettingsText.Undo(second.Text, both.Edit).Text);
        Assert.Empty(ClaudeSettingsText.Undo(second.Text, both.Edit).Kept);
        Assert.Empty(ClaudeSettingsText.Set(second.Text, Environment, Budgets).Changes);
    }

    [Fact]
    public void Backup_is_no_exact_undo_once_others_changed_the_file_in_between()
    {
        var first = ClaudeSettingsText.Set("{}", Environment);
        var theirs = first.Text.Replace("{", "{ \"theirs\": 1,", StringComparison.Ordinal).Replace("\"env\": { \"theirs\": 1,", "\"env\": {", StringComparison.Ordinal);
        var second = ClaudeSettingsText.Set(theirs, Environment, Budgets);

        var both = Record(first).With(second, theirs);

        Assert.NotEqual(ConnectionRecord.Hash(second.Text), both.HashAfter);
        Assert.Contains("\"theirs\": 1", both.Undo(second.Text).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_values_and_a_second_hook_for_one_event_are_no_addition()
    {
        var first = ClaudeSettingsText.Set("{}", Environment, OldBudgets);

        Assert.False(Record(first).LacksOnly(ClaudeSettingsText.Set(first.Text, SettingsWish.Environment([("A", "2")]), Budgets)));
        Assert.False(Record(first).LacksOnly(ClaudeSettingsText.Set(first.Text, Environment, HookSettings.ForBudgets("other hook --budgets"))));
        Assert.False(Record(first).LacksOnly(ClaudeSettingsText.Set(first.Text, Environment, HookSettings.For("cox hook", "http://127.0.0.1:7420", null))));
        Assert.True(Record(ClaudeSettingsText.Set("{}", Environment)).LacksOnly(ClaudeSettingsText.Set(ClaudeSettingsText.Set("{}", Environment).Text, Environment, Budgets)));
    }

    private static ConnectionRecord Record(SettingsEdit edit) => new("/home/dev/.claude/settings.json", null, ConnectionRecord.Hash(edit.Text), edit with { Text = "" }, DateTimeOffset.UnixEpoch);
}
