using Azure.Data.Tables;

namespace AccessReview.Emulator.Tests.Tables;

/// <summary>A Table service that the real client speaks to.</summary>
public interface ITableService
{
    Uri Address { get; }

    TableServiceClient Client(TableClientOptions? options = null);
}
