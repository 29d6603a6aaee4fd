using System.Xml.Linq;
using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>
/// Stores the keys that protect cookies, forms and cursors in a table, so that all instances share them and no setting can be copied or lost.
/// They are not encrypted: anybody who can read the table can forge a session anyway.
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
        // Keys are read when the host starts, which can be before it has created the tables.
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
