using Azure.Data.Tables;

namespace AccessReview.Emulator.Tests.Tables;

internal static class TableServiceConnection
{
    // Public by design: the account that every storage emulator has.
    public const string Account = "devstoreaccount1";
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TableServiceClient Open(Uri address, TableClientOptions? options) =>
        new(address, new TableSharedKeyCredential(Account, Key), options);
}
