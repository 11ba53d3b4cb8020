namespace Coxswain.Cli.Setup;

/// <summary>A changed settings text and what is needed to undo exactly that change.</summary>
/// <param name="Text">The text after the change.</param>
/// <param name="Changes">Empty when everything was set already.</param>
/// <param name="Block">The text inserted for the new members; removing it verbatim is the exact undo. Empty when no member is new.</param>
/// <param name="CreatedFile">There was no file.</param>
/// <param name="CreatedEnv">There was no <c>env</c> object.</param>
internal sealed record SettingsEdit(string Text, IReadOnlyList<SettingsChange> Changes, string Block, bool CreatedFile, bool CreatedEnv);
