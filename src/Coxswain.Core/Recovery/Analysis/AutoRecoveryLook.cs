namespace Coxswain.Core.Recovery.Analysis;

/// <summary>Looks what auto-recovery is set to in this data folder, whatever session.</summary>
public delegate AutoRecoveryTold AutoRecoveryLook();
