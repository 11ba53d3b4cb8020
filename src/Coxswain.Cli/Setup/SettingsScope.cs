namespace Coxswain.Cli.Setup;

/// <summary>Whose settings a file holds; a later one wins over an earlier one.</summary>
internal enum SettingsScope
{
    User,

    /// <summary><c>.claude/settings.json</c> of a folder, shared with others.</summary>
    Project,

    /// <summary><c>.claude/settings.local.json</c> of a folder.</summary>
    Local,

    /// <summary>The organization's, on this machine.</summary>
    Managed,
}
