using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>
/// Ties a session or link to its user. It ends when the user's address, roles or status changes,
/// and stays ended if they are changed back.
/// </summary>
/// <param name="Stamp">The user's security stamp at that time.</param>
/// <param name="Address">The hash of their email address at that time; null: an earlier version of the app, which stored none.</param>
public sealed record PersonBond(int Stamp, string? Address)
{
    private const string StampColumn = "SecurityStamp";
    private const string AddressColumn = "AddressHash";

    /// <param name="person">Null: an admin whom the settings name, while the directory is empty.</param>
    public static PersonBond Of(User? person) => new(person?.SecurityStamp ?? 0, person is null ? null : HashOf(person.Email));

    public static PersonBond Of(TableEntity row) => new(row.GetInt32(StampColumn) ?? 0, row.GetString(AddressColumn));

    /// <summary>True if the user's address, roles and status have not changed.</summary>
    public bool Holds(User? person) =>
        Stamp == (person?.SecurityStamp ?? 0) && (Address is null || (person is not null && Address == HashOf(person.Email)));

    public void WriteTo(TableEntity row)
    {
        row[StampColumn] = Stamp;
        row[AddressColumn] = Address;
    }

    private static string HashOf(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToUpperInvariant())));
}
