using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.App.Audit;

/// <summary>
/// The key pair that signs evidence: ECDSA with the curve P-256. The private part is derived from a key that signs digests, so there is no
/// second secret to keep. The public part is published, and anybody can check a signature with it.
/// </summary>
public sealed class EvidenceKey : IDisposable
{
    private const int ScalarBytes = 32;

    // 16 more bytes than the order has, so that the remainder favors no value.
    private const int SeedBytes = ScalarBytes + 16;

    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly ECDsa _pair;

    private EvidenceKey(string name, ECDsa pair)
    {
        (Name, _pair) = (name, pair);
        PublicKey = $"{pair.ExportSubjectPublicKeyInfoPem()}\n";
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(pair.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>The name of the key that it is derived from.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the public key, in hexadecimal digits. It is the key's id.</summary>
    public string Fingerprint { get; }

    /// <summary>PEM.</summary>
    public string PublicKey { get; }

    /// <summary>The same secret always gives the same pair.</summary>
    public static EvidenceKey Derive(string name, byte[] secret)
    {
        var seed = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SeedBytes, info: Encoding.ASCII.GetBytes("access-review-evidence/p256"));
        var scalar = (new BigInteger(seed, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = scalar.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[ScalarBytes];
        bytes.CopyTo(padded, ScalarBytes - bytes.Length);
#pragma warning disable CA2000 // The key owns the pair and disposes it.
        return new EvidenceKey(name, ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = padded }));
#pragma warning restore CA2000
    }

    /// <summary>The signature in the form that OpenSSL reads (DER).</summary>
    public byte[] Sign(byte[] data) => _pair.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _pair.Dispose();
}
