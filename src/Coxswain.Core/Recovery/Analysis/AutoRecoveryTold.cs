namespace Coxswain.Core.Recovery.Analysis;

/// <summary>What auto-recovery is set to, and did about one session.</summary>
/// <param name="IsOn">Sessions that die of a failure of the API are resumed, in this data folder.</param>
/// <param name="Checkpoints">Kept of this session: its client had the hooks.</param>
/// <param name="Resumes">Times it was resumed, those whose end nobody knows among them.</param>
/// <param name="Succeeded">Of the resumes whose end is known, those the client ended well.</param>
public sealed record AutoRecoveryTold(bool IsOn, int Checkpoints, int Resumes, Proportion Succeeded);
