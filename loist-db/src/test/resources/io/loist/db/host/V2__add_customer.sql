ALTER TABLE orders ADD customer text;
