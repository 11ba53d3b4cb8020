using Coxswain.Cli.Setup;
using CsCheck;

namespace Coxswain.Tests.Cli.Setup;

/// <summary>What holds for every undo, whatever was written.</summary>
internal static class SettingsUndoRules
{
    /// <summary>A person changes another value and adds a note while ours stand: both are still there, to the byte, once ours are out.</summary>
    public static void AnEditElsewhereStays(Gen<string> texts, Func<string, SettingsEdit> set) => texts.Sample(text =>
    {
        var mine = ClaudeSettingsText.Set(text, [("THEIRS", "sentinel")]).Text;
        static string Edited(string file) => file.Replace("\"sentinel\"", "\"changed by a person\"", StringComparison.Ordinal) + "\r\n// and a note\n";

        var edit = set(mine);
        var undo = ClaudeSettingsText.Undo(Edited(edit.Text), edit);

        Assert.Empty(undo.Kept);
        Assert.Equal(Edited(mine), undo.Text);
    });
}
