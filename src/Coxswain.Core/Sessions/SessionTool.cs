namespace Coxswain.Core.Sessions;

/// <param name="Failed">Calls that ran and failed.</param>
/// <param name="Unfinished">Calls whose result no source told.</param>
/// <param name="Rejected">Calls the user, a hook or a setting did not allow.</param>
public sealed record SessionTool(string Tool, long Calls, long Failed, long Unfinished, long ResultSize, long Rejected);
