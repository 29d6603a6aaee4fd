using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>
/// What a session or a link holds of its person. It ends with a change of their address, roles or status, and does not
/// revive when they become again what they were.
/// </summary>
/// <param name="Stamp">The person's stamp when it was given out.</param>
/// <param name="Address">The hash of their address then; null: it was given out by an earlier build, which kept none.</param>
public sealed record PersonBond(int Stamp, string? Address)
{
    private const string StampColumn = "SecurityStamp";
    private const string AddressColumn = "AddressHash";

    /// <param name="person">Null: an admin whom the settings name, before anybody is in the directory.</param>
    public static PersonBond Of(User? person) => new(person?.SecurityStamp ?? 0, person is null ? null : HashOf(person.Email));

    public static PersonBond Of(TableEntity row) => new(row.GetInt32(StampColumn) ?? 0, row.GetString(AddressColumn));

    /// <summary>Is the person still who they were?</summary>
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
