using System.Security.Cryptography;
using System.Text;

namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>Version 5 ids in Microsoft's namespace for orchestrations: the same name, the same id.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid For(string name)
    {
        // RFC 9562 says SHA-1; nothing here is secret.
#pragma warning disable CA5350
        var hash = SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
