Object.defineProperty(crypto, 'randomUUID', { value: () => 'known' });
