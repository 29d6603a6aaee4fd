namespace AccessReview.Emulator.Tables;

/// <summary>The well-known account of storage emulators, whose key is public. No other account is supported.</summary>
internal static class DevelopmentAccount
{
    public const string Name = "devstoreaccount1";

    /// <remarks>https://learn.microsoft.com/azure/storage/common/storage-connect-azurite#well-known-storage-account-and-key</remarks>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
}
