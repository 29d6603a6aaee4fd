using Azure.Data.Tables;

namespace AccessReview.Emulator.Tests.Tables;

/// <summary>A Table service for the real client.</summary>
public interface ITableService
{
    Uri Address { get; }

    TableServiceClient Client(TableClientOptions? options = null);
}
