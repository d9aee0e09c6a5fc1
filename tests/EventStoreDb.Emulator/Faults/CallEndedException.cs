namespace EventStoreDb.Emulator.Faults;

/// <summary>Makes a call end with OK in the middle.</summary>
internal sealed class CallEndedException() : Exception("The call was ended by a fault.");
