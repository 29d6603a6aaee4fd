using System.Xml.Linq;
using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>
/// The keys that protect cookies, forms and cursors, in a table: every instance reads the same ones, and they are no
/// setting that somebody could copy or forget. Whoever reads the table can forge a session already.
/// </summary>
internal sealed class ProtectionKeys(TableClient table) : IXmlRepository
{
    private const string Partition = "protection-key";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        try
        {
            return [.. table.Query<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}")).Select(row => XElement.Parse(row.GetString("Xml")))];
        }
        // Keys are asked for as soon as the host starts, which may be before it has made the tables.
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return [];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        table.CreateIfNotExists();
        table.AddEntity(new TableEntity(Partition, RowKey.Encode(friendlyName)) { ["Xml"] = element.ToString(SaveOptions.DisableFormatting) });
    }
}
